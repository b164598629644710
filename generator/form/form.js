// What the form can do without, and editors would miss: Ctrl+S saves, and closing the page asks if something is not saved.
(() => {
  'use strict';
  const form = document.querySelector('form.record');
  if (!form) return;
  let unsaved = 'unsaved' in form.dataset;
  form.addEventListener('input', () => { unsaved = true; });
  form.addEventListener('submit', () => { unsaved = false; });
  addEventListener('beforeunload', event => { if (unsaved) event.preventDefault(); });
  addEventListener('keydown', event => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's') {
      event.preventDefault();
      form.requestSubmit(form.querySelector('button.main'));
    }
  });
})();
