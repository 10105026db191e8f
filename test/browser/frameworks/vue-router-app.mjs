import { createApp, h } from 'vue'
import { createRouter, createWebHashHistory, createWebHistory, RouterLink, RouterView } from 'vue-router'

/** A shop with Vue Router: `window.routing` says how its routes are written. */
const link = (id, to) => h(RouterLink, { id, to }, () => `to ${id}`)

const Shop = {
  render: () =>
    h('main', { id: 'shop' }, [
      h('p', { id: 'at' }, router.currentRoute.value.path),
      h('nav', [link('home', '/'), link('list', '/list'), link('item', '/list/7'), link('old', '/old')]),
      h(RouterView),
    ]),
}

const page = (text) => ({ render: () => h('h1', text) })

const router = createRouter({
  history: window.routing === 'hash' ? createWebHashHistory() : createWebHistory(),
  routes: [
    { path: '/', component: page('Home') },
    { path: '/list', component: () => new Promise((done) => setTimeout(done, 20, page('List'))) },
    { path: '/list/:id', component: page('Item') },
    { path: '/old', redirect: '/list' },
    { path: '/:rest(.*)*', component: page('Nothing') },
  ],
})
router.afterEach((to) => {
  document.title = `Vue ${to.path}`
})

createApp(Shop).use(router).mount('#app')
