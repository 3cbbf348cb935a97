// @ts-check
/**
 * Filters the rows of a table by the fields of a form, and keeps the choice in the page's address.
 * Without it the form stays hidden and the table is complete.
 */

/**
 * Tell whether a row fits the chosen values: each facet by one of the words of its data attribute, `words` by its text.
 * @param {HTMLTableRowElement} row
 * @param {URLSearchParams} chosen
 * @returns {boolean}
 */
function fits(row, chosen) {
  for (const [name, value] of chosen) {
    if (name === "words") {
      const text = `${row.textContent} ${row.dataset.also ?? ""}`.toLowerCase();
      if (!value.toLowerCase().split(/\s+/).every((word) => text.includes(word))) return false;
    } else if (!(row.dataset[name] ?? "").split(" ").includes(value)) {
      return false;
    }
  }
  return true;
}

/**
 * @param {HTMLFormElement} form
 * @returns {URLSearchParams} the fields that hold a value
 */
function chosenIn(form) {
  const chosen = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && value.trim()) chosen.set(name, value.trim());
  }
  return chosen;
}

/**
 * Fill the form from the address; what the form does not know is left out.
 * @param {HTMLFormElement} form
 */
function restore(form) {
  for (const [name, value] of new URLSearchParams(location.search)) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement) field.value = value;
    if (field instanceof HTMLSelectElement && [...field.options].some((option) => option.value === value)) field.value = value;
  }
}

/**
 * Start the filter of a form that is still hidden.
 * @param {HTMLElement} form
 */
export function start(form) {
  if (!(form instanceof HTMLFormElement)) return;
  const table = document.getElementById(form.dataset.filter ?? "");
  const count = form.querySelector("[role=status]");
  if (!(table instanceof HTMLTableElement) || !count) return;
  const rows = [...table.tBodies[0].rows];

  const apply = () => {
    const chosen = chosenIn(form);
    let shown = 0;
    for (const row of rows) {
      row.hidden = !fits(row, chosen);
      if (!row.hidden) shown += 1;
    }
    count.textContent = shown === rows.length ? `All ${shown} shown` : `${shown} of ${rows.length} shown`;
    const query = chosen.toString();
    history.replaceState(history.state, "", location.pathname + (query ? `?${query}` : "") + location.hash);
  };

  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  restore(form);
  form.hidden = false;
  apply();
}
