/* Proposes titles, companies and places while someone types: the browser's own list, which keyboards and readers know. */
(() => {
  if (window.jobLedgerSuggests) return;
  window.jobLedgerSuggests = true;
  const FIELDS = { 'Title or keywords': 'title', Location: 'place', Company: 'company' };
  const list = document.createElement('datalist');
  list.id = 'jl-suggestions';
  document.body.append(list);
  let waiting = 0, asked = '';

  document.addEventListener('input', event => {
    const input = event.target;
    const field = input.tagName === 'INPUT' && FIELDS[input.getAttribute('aria-label')];
    if (!field) return;
    input.setAttribute('list', list.id);
    clearTimeout(waiting);
    // Choosing from the list is no typing.
    if (event.inputType === undefined || event.inputType === 'insertReplacementText') return;
    waiting = setTimeout(() => propose(field, input.value), 120);
  }, true);

  async function propose(field, value) {
    const comma = field === 'place' ? value.lastIndexOf(',') + 1 : 0;
    const head = comma ? value.slice(0, comma) + ' ' : '';
    const query = new URLSearchParams({ field, typed: value.slice(comma).trim() });
    asked = String(query);
    const answer = await fetch('/suggest?' + query).catch(() => null);
    if (!answer || !answer.ok || asked !== String(query)) return;
    list.replaceChildren(...(await answer.json()).map(text => {
      const option = document.createElement('option');
      option.value = head + text;
      return option;
    }));
  }
})();
