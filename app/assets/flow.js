/* Puts the drawing it is given into the page. The drawing is our own markup; nothing from outside is in it. */
export default function ({ data, parentElement }) {
  let held = parentElement.querySelector('.drawing');
  if (!held) {
    held = document.createElement('div');
    held.className = 'drawing';
    parentElement.appendChild(held);
  }
  if (held.innerHTML !== data.drawing) held.innerHTML = data.drawing;
}
