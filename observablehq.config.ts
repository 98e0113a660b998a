export default {
  root: "src",
  title: "Olist analytics",
  home: "Home",
  pages: [
    {name: "Sales", path: "/sales"},
    {name: "Delivery", path: "/delivery"}
  ],
  style: "style.css",
  globalStylesheets: [],
  head: '<meta name="color-scheme" content="light dark"><link rel="icon" href="data:,">',
  footer: "Computed in your browser from static files.",
  search: false,
  interpreters: {".ts": [process.execPath, "--import", "tsx"]}
};
