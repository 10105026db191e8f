/** The pages of the shop are one document: links change the address, and what of it is shown. */
function show() {
  for (const room of document.querySelectorAll('[data-route]')) {
    room.hidden = room.dataset.route !== location.pathname
  }
  for (const link of document.querySelectorAll('nav a')) {
    if (link.pathname === location.pathname) link.setAttribute('aria-current', 'page')
    else link.removeAttribute('aria-current')
  }
}

document.querySelector('nav').addEventListener('click', (event) => {
  const link = event.target.closest('a')
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  if (link.href !== location.href) history.pushState(null, '', link.pathname + location.search)
  show()
  scrollTo(0, 0)
})
addEventListener('popstate', show)
show()
