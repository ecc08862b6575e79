/* Makes the board and the table of applications act: dragging with mouse or finger, keys, the menu of stages, choosing
   rows. A card moves at once and Python hears of it; what Python then draws replaces what was moved here. */
export default function ({ data, setTriggerValue }) {
  // Streamlit calls this again for new data, without ending what an earlier call has begun.
  window.jlTrackerStop?.();
  const root = () => document.querySelector('.st-key-' + data.list);
  const live = region();
  let drag = null, hold = 0, skipClick = false;

  function region() {
    let found = document.getElementById('jl-tracker-live');
    if (!found) {
      found = document.createElement('div');
      found.id = 'jl-tracker-live';
      found.setAttribute('role', 'status');
      found.setAttribute('aria-live', 'polite');
      found.className = 'jl-unseen';
      document.body.append(found);
    }
    return found;
  }
  const send = (act, more) => setTriggerValue('done', { act, ...more, at: Date.now() });
  const inside = target => target instanceof Element && root()?.contains(target);
  const columns = () => [...root().querySelectorAll('.jl-column')];
  const cardOf = target => target.closest?.('.jl-app');

  function moveCard(card, column) {
    const from = card.closest('.jl-column');
    if (!column || column === from) return;
    column.querySelector('.jl-column-cards').prepend(card);
    for (const one of [from, column]) {
      const count = one.querySelector('.jl-column-count');
      const change = one === column ? 1 : -1;
      count.textContent = String(Number(count.textContent.replace(/\D/g, '')) + change);
    }
    live.textContent = card.dataset.title + ' moved to ' + column.dataset.name;
    column.scrollIntoView({ inline: 'nearest', block: 'nearest' });
    window.jlTrackerFocus = card.dataset.app;
    card.focus({ preventScroll: true });
    send('move', { ids: [card.dataset.app], to: column.dataset.stage });
  }

  /* dragging: at once with a mouse, after a moment's rest with a finger, so that scrolling stays possible */
  function down(event) {
    if (!inside(event.target) || event.button) return;
    const card = cardOf(event.target);
    if (!card || event.target.closest('[data-menu], .jl-menu')) return;
    drag = { card, x: event.clientX, y: event.clientY, id: event.pointerId, touch: event.pointerType !== 'mouse', on: false };
    if (drag.touch) hold = setTimeout(() => drag && begin(), 280);
  }
  function begin() {
    const { card } = drag;
    drag.on = true;
    const box = card.getBoundingClientRect();
    drag.dx = drag.x - box.left; drag.dy = drag.y - box.top;
    drag.ghost = card.cloneNode(true);
    drag.ghost.removeAttribute('data-app');
    drag.ghost.classList.add('jl-ghost');
    drag.ghost.style.width = box.width + 'px';
    (document.querySelector('.stApp') || document.body).append(drag.ghost);
    card.classList.add('jl-dragged');
    root().classList.add('jl-dragging');
    place(drag.x, drag.y);
    roll();
  }
  function place(x, y) {
    drag.ghost.style.transform = `translate(${x - drag.dx}px, ${y - drag.dy}px) rotate(1.5deg)`;
    const over = document.elementsFromPoint(x, y).map(one => one.closest('.jl-column')).find(Boolean) || null;
    for (const one of columns()) one.classList.toggle('jl-over', one === over);
    drag.over = over;
    drag.at = { x, y };
  }
  /* near an edge the board goes on under a hand that rests there */
  function roll() {
    if (!drag?.on) return;
    const strip = root().querySelector('.jl-board'), edge = strip.getBoundingClientRect();
    const right = Math.min(edge.right, innerWidth), left = Math.max(edge.left, 0), { x, y } = drag.at;
    const way = (x > right - 40) - (x < left + 40);
    if (way) { strip.scrollLeft += 9 * way; place(x, y); }
    requestAnimationFrame(roll);
  }
  function travel(event) {
    if (!drag || event.pointerId !== drag.id) return;
    if (!drag.on) {
      const far = Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > 6;
      if (!far) return;
      if (drag.touch) { stop(); return; }
      begin();
    }
    event.preventDefault();
    place(event.clientX, event.clientY);
  }
  function up(event) {
    if (!drag || event.pointerId !== drag.id) return;
    const { on, card, over } = drag;
    stop();
    if (on) {
      skipClick = true;
      setTimeout(() => { skipClick = false; }, 0);
      moveCard(card, over);
    }
  }
  function stop() {
    clearTimeout(hold);
    if (drag?.on) {
      drag.ghost.remove();
      drag.card.classList.remove('jl-dragged');
      root()?.classList.remove('jl-dragging');
      for (const one of document.querySelectorAll('.jl-over')) one.classList.remove('jl-over');
    }
    drag = null;
  }
  const noScroll = event => { if (drag?.on) event.preventDefault(); };
  // A finger that rests on a link would be offered to open it elsewhere.
  const noMenu = event => { if (drag?.touch) event.preventDefault(); };
  const noDrag = event => { if (inside(event.target)) event.preventDefault(); };

  /* the menu of stages */
  function menu(card) {
    closeMenu();
    const list = document.createElement('div');
    list.className = 'jl-menu';
    list.setAttribute('role', 'menu');
    list.setAttribute('aria-label', 'Move to');
    const here = card.closest('.jl-column');
    for (const column of columns()) {
      const item = document.createElement('button');
      item.type = 'button';
      item.setAttribute('role', 'menuitem');
      item.textContent = column.dataset.name;
      item.disabled = column === here;
      item.onclick = event => { event.stopPropagation(); closeMenu(); moveCard(card, column); };
      list.append(item);
    }
    card.append(list);
    list.querySelector('button:not(:disabled)')?.focus();
  }
  function closeMenu() {
    const open = document.querySelector('.jl-menu');
    if (!open) return false;
    const card = open.closest('.jl-app');
    open.remove();
    card?.focus({ preventScroll: true });
    return true;
  }

  function clicked(event) {
    if (!inside(event.target)) { closeMenu(); return; }
    if (skipClick) { event.preventDefault(); event.stopPropagation(); return; }
    const plain = !(event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    const target = event.target;
    if (target.closest('.jl-menu')) return;
    const card = cardOf(target);
    if (target.closest('[data-menu]')) { document.querySelector('.jl-menu') ? closeMenu() : menu(card); return; }
    closeMenu();
    const link = target.closest('[data-open]');
    if ((link || card) && plain) {
      event.preventDefault();
      send('open', { ids: [(link?.dataset.app || card.dataset.app)] });
    }
    const sort = target.closest('[data-sort]');
    if (sort) send('sort', { sort: sort.dataset.sort });
    const bulk = target.closest('[data-bulk]');
    if (bulk) {
      const ids = picked().map(one => one.value);
      send(bulk.dataset.bulk, { ids, to: root().querySelector('.jl-bulk-stage').value });
    }
  }

  function key(event) {
    if (!inside(event.target)) return;
    const inMenu = event.target.closest('.jl-menu');
    if (inMenu) {
      const items = [...inMenu.querySelectorAll('button:not(:disabled)')], at = items.indexOf(document.activeElement);
      if (event.key === 'Escape') closeMenu();
      else if (event.key === 'ArrowDown') items[(at + 1) % items.length].focus();
      else if (event.key === 'ArrowUp') items[(at + items.length - 1) % items.length].focus();
      else return;
      event.preventDefault();
      return;
    }
    const card = event.target.classList?.contains('jl-app') ? event.target : null;
    if (!card) return;
    const all = columns(), column = card.closest('.jl-column'), at = all.indexOf(column);
    const side = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.key === 'Enter') send('open', { ids: [card.dataset.app] });
    else if (event.key === 'm' || event.key === 'M') menu(card);
    else if (side && event.shiftKey) moveCard(card, all[at + side]);
    else if (side) {
      let to = at + side;
      while (all[to] && !all[to].querySelector('.jl-app')) to += side;
      all[to]?.querySelector('.jl-app').focus();
    } else if (event.key === 'ArrowDown') card.nextElementSibling?.focus();
    else if (event.key === 'ArrowUp') card.previousElementSibling?.focus();
    else return;
    event.preventDefault();
  }

  /* choosing rows */
  const picked = () => [...root().querySelectorAll('.jl-pick:checked')];
  function changed(event) {
    if (!inside(event.target) || !event.target.matches('.jl-pick, .jl-pick-all')) return;
    if (event.target.matches('.jl-pick-all')) {
      for (const box of root().querySelectorAll('.jl-pick')) box.checked = event.target.checked;
    }
    const count = picked().length;
    root().querySelector('.jl-bulk-count').textContent = count ? count + ' selected' : 'None selected';
    root().querySelector('.jl-bulk').classList.toggle('jl-bulk-on', count > 0);
    for (const button of root().querySelectorAll('[data-bulk]')) button.disabled = !count;
  }

  /* after Python has drawn anew, the card that was moved keeps the focus */
  const watch = new MutationObserver(() => {
    const wanted = window.jlTrackerFocus && root()?.querySelector(`.jl-app[data-app="${CSS.escape(window.jlTrackerFocus)}"]`);
    if (wanted && (document.activeElement === document.body || document.activeElement === null)) wanted.focus({ preventScroll: true });
  });
  if (root()) watch.observe(root(), { childList: true, subtree: true });

  const listeners = [
    ['pointerdown', down], ['pointermove', travel], ['pointerup', up], ['pointercancel', stop],
    ['click', clicked, true], ['keydown', key], ['change', changed], ['dragstart', noDrag],
    ['contextmenu', noMenu],
  ];
  for (const [name, handle, capture] of listeners) document.addEventListener(name, handle, capture || false);
  document.addEventListener('touchmove', noScroll, { passive: false });
  root()?.setAttribute('data-ready', String(data.revision));
  const end = () => {
    stop();
    watch.disconnect();
    for (const [name, handle, capture] of listeners) document.removeEventListener(name, handle, capture || false);
    document.removeEventListener('touchmove', noScroll);
    if (window.jlTrackerStop === end) window.jlTrackerStop = undefined;
  };
  window.jlTrackerStop = end;
  return end;
}
