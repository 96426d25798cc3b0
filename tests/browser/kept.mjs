/** All that a page has left in its browser. Handed to the page, so it uses nothing from outside. */
export const kept = async () => ({
  local: Object.entries(localStorage),
  session: Object.entries(sessionStorage),
  databases: await indexedDB.databases(),
  caches: await caches.keys(),
  workers: (await navigator.serviceWorker.getRegistrations()).length,
  cookie: document.cookie,
  history: history.state,
  window: window.name,
});
