// @ts-check
/**
 * Starts a page's module in the copy that opens from a folder (`file://`), where a browser loads no module by its
 * address. There all modules stand as text before this script (macros/take_along/scripts.py), and an import map leads
 * their names to them. It is a classic script, and on the site no page loads it.
 */
{
  const { module = "", open } = /** @type {HTMLScriptElement} */ (document.currentScript).dataset;
  const sources = /** @type {{ openPsoasModules?: Record<string, string> }} */ (/** @type {unknown} */ (globalThis)).openPsoasModules ?? {};
  if (open) {
    location.replace(open);
  } else {
    if (!document.querySelector("script[type=importmap]")) {
      const map = document.createElement("script");
      map.type = "importmap";
      const imports = Object.entries(sources).map(([name, text]) => [name, `data:text/javascript;charset=utf-8,${encodeURIComponent(text)}`]);
      map.textContent = JSON.stringify({ imports: Object.fromEntries(imports) });
      document.head.append(map);
    }
    import(`open-psoas/${module}`);
  }
}
