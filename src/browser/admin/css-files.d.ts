/** Style sheets are bundled by Vite; a component imports its own. */
declare module '*.css' {}
