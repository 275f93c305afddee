/** Chooses the time zone of the browser, for those who have not chosen one. */
const { document } = globalThis;
const field = document.querySelector("[data-find-zone]");
const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
if (field && field.value !== timeZone && field.querySelector(`[value="${timeZone}"]`)) {
  field.value = timeZone;
  field.form.submit();
}
