/* Within the list it is mounted for: hands clicks on what carries data-act to Python, and follows links that carry
   data-go to another screen without loading the app anew. A click with a modifier key is the browser's own. */
export default function ({ data, setTriggerValue }) {
  const list = () => document.querySelector('.st-key-' + data.list);

  function clicked(event) {
    const target = event.target.closest('[data-act], a[data-go]');
    if (!target || !list()?.contains(target)) return;
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    // A link that acts also leads where it leads, in a window of its own.
    if (!(target.dataset.act && target.target === '_blank')) event.preventDefault();
    if (target.dataset.act) {
      setTriggerValue('clicked', { act: target.dataset.act, id: target.dataset.id });
    } else {
      // As if gone forward to: Streamlit follows the browser's history.
      history.pushState(null, '', target.href);
      window.dispatchEvent(new PopStateEvent('popstate'));
    }
  }

  document.addEventListener('click', clicked);
  return () => document.removeEventListener('click', clicked);
}
