// @ts-check
/**
 * Material's search box, with the page's own search behind it. Nothing of the search is fetched before the box is used.
 * The box is Material's in its looks; its own script is not started (overrides/main.html takes its hooks away).
 */

/** @typedef {import("./load.js").Search} Search */

/** Start the search box of the page's header, once: it stays when Material swaps pages. */
export function start() {
  const box = document.querySelector("[data-op-search-box]");
  if (!(box instanceof HTMLElement)) return;
  const field = /** @type {HTMLInputElement} */ (box.querySelector("input[name=query]"));
  const status = /** @type {HTMLElement} */ (box.querySelector(".md-search-result__meta"));
  const list = /** @type {HTMLElement} */ (box.querySelector(".md-search-result__list"));
  const completion = box.querySelector(".md-search__suggest");
  const share = box.querySelector("[data-clipboard]");
  const toggle = /** @type {HTMLInputElement} */ (document.getElementById("__search"));
  /** @type {Promise<[Search, typeof import("./show.js")]> | null} */
  let loading = null;

  status.setAttribute("role", "status");
  status.textContent = "";
  list.setAttribute("role", "list");

  const ready = () => {
    loading ??= Promise.all([import("./load.js").then(({ load }) => load()), import("./show.js")]).catch((error) => {
      loading = null;
      throw error;
    });
    return loading;
  };

  const answer = async () => {
    try {
      const [search, { show }] = await ready();
      const query = field.value;
      const found = search.find(query);
      const shown = show(query, found, search);
      list.replaceChildren(...shown.items);
      status.textContent = shown.status;
      complete(query, found.answers[0]?.name ?? "");
      box.dataset.answered = query;
    } catch {
      list.replaceChildren();
      status.textContent = "The search could not be loaded. Try again when you are online, or use the menu.";
    }
  };

  /**
   * Show behind the field how the last word would go on.
   * @param {string} query
   * @param {string} name
   */
  const complete = (query, name) => {
    if (!completion) return;
    const last = query.match(/\S+$/)?.[0] ?? "";
    const longer = last && name.split(" ").find((word) => word.startsWith(last) && word !== last);
    completion.textContent = longer ? query + longer.slice(last.length) : "";
  };

  const open = () => {
    if (!toggle.checked) toggle.click();
    field.focus();
  };
  const close = () => {
    if (toggle.checked) toggle.click();
    field.blur();
  };
  const links = () => /** @type {HTMLElement[]} */ ([...list.querySelectorAll("a")]);

  field.addEventListener("focus", () => {
    // Later: a click on the label of the box toggles it too.
    setTimeout(() => {
      if (document.activeElement === field && !toggle.checked) toggle.click();
    });
    if (box.dataset.answered === undefined || box.dataset.answered !== field.value) answer();
  });
  field.addEventListener("input", answer);
  field.form?.addEventListener("submit", (event) => event.preventDefault());
  field.form?.addEventListener("reset", () => {
    setTimeout(answer);
    field.focus();
  });
  share?.addEventListener("click", () => {
    const address = new URL(location.href);
    address.searchParams.set("q", field.value);
    share.setAttribute("data-clipboard-text", address.href);
  });
  for (const label of document.querySelectorAll("header [for=__search]")) label.addEventListener("click", () => field.focus());
  box.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest(".md-search-result__link")) close();
  });

  box.addEventListener("keydown", async (event) => {
    const at = document.activeElement;
    if (event.key === "Escape") {
      close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const stops = [field, ...links()];
      const place = stops.indexOf(/** @type {HTMLElement} */ (at));
      stops[(place + (event.key === "ArrowDown" ? 1 : stops.length - 1)) % stops.length]?.focus();
      event.preventDefault();
    } else if (event.key === "ArrowRight" && at === field && completion?.textContent && field.selectionStart === field.value.length) {
      field.value = completion.textContent;
      answer();
    } else if (event.key === "Enter" && at === field) {
      event.preventDefault();
      await answer();
      links()[0]?.click();
    }
  });
  box.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !box.contains(relatedTarget) && toggle.checked) toggle.click();
  });

  addEventListener("keydown", (event) => {
    const at = document.activeElement;
    const writing = at instanceof HTMLElement && (at.matches("input, select, textarea") || at.isContentEditable);
    if (writing || toggle.checked || event.ctrlKey || event.metaKey || event.altKey) return;
    if (["/", "s", "f"].includes(event.key)) {
      open();
      field.select();
      event.preventDefault();
    }
  });
  // The buttons that open the box, also those of pages that Material swaps in.
  document.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("[data-op-search]")) open();
  });

  const asked = new URLSearchParams(location.search).get("q");
  if (asked) {
    field.value = asked;
    open();
  }
}
