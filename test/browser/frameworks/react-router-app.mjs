import { createElement as h, StrictMode, useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { createBrowserRouter, createHashRouter, Link, Outlet, redirect, useLocation } from 'react-router'
import { RouterProvider } from 'react-router/dom'

/** A shop with React Router: `window.routing` says how its routes are written. */
function Shop() {
  const { pathname } = useLocation()
  useEffect(() => {
    document.title = `React ${pathname}`
  }, [pathname])
  const link = (id, to) => h(Link, { id, to, key: id }, `to ${id}`)
  return h('main', { id: 'shop' }, [
    h('p', { key: 'at', id: 'at' }, pathname),
    h('nav', { key: 'nav' }, [
      link('home', '/'),
      link('list', '/list'),
      link('item', '/list/7'),
      link('old', '/old'),
    ]),
    h(Outlet, { key: 'outlet' }),
  ])
}

const create = window.routing === 'hash' ? createHashRouter : createBrowserRouter
const router = create([
  {
    element: h(Shop),
    HydrateFallback: () => null,
    children: [
      { path: '/', element: h('h1', null, 'Home') },
      {
        path: '/list',
        element: h('h1', null, 'List'),
        loader: () => new Promise((done) => setTimeout(done, 20, null)),
      },
      { path: '/list/:id', element: h('h1', null, 'Item') },
      { path: '/old', loader: () => redirect('/list') },
      { path: '*', element: h('h1', null, 'Nothing') },
    ],
  },
])

window.isIdle = () => router.state.navigation.state === 'idle'

createRoot(document.querySelector('#app')).render(h(StrictMode, null, h(RouterProvider, { router })))
