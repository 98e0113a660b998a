export default {
  root: "src",
  title: "Olist analytics",
  home: "Home",
  pages: [
    {name: "Sales", path: "/sales"},
    {name: "Products", path: "/products"},
    {name: "Geography", path: "/geography"},
    {name: "Customers", path: "/customers"},
    {name: "Payments", path: "/payments"},
    {name: "Sellers", path: "/sellers"},
    {name: "Reviews", path: "/reviews"},
    {name: "Delivery", path: "/delivery"},
    {name: "Explore", path: "/explore"},
    {name: "Catalogue", path: "/catalogue"},
    {name: "Lineage", path: "/lineage"},
    {name: "Runs", path: "/runs"},
    {name: "Glossary", path: "/glossary"},
    {name: "Guide", path: "/guide"}
  ],
  style: "style.css",
  globalStylesheets: [],
  head: [
    '<meta name="color-scheme" content="light dark">',
    '<link rel="icon" href="/icons/icon.svg" type="image/svg+xml">',
    '<script>document.documentElement.classList.toggle("filtered", location.search !== "")</script>'
  ].join("\n"),
  footer: "Computed in your browser from static files.",
  search: false,
  interpreters: {".ts": [process.execPath, "--import", "tsx"]}
};
