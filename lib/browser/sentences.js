/** What the scripts tell users, in the language of the server's errors. */
(() => {
  const { document, navigator } = globalThis;
  const languages = SENTENCES;

  const isLike = (wanted, tag) => wanted.startsWith(`${tag}-`) || tag.startsWith(`${wanted}-`);
  /** The language that fits one tag, as the server finds it. */
  const find = (tag) => {
    const wanted = tag.toLowerCase(), tags = Object.keys(languages);
    return tags.find((tag) => tag.toLowerCase() === wanted) ??
      tags.find((tag) => isLike(wanted, tag.toLowerCase()));
  };
  globalThis.fasthtmlSay = (key, status) => {
    const { lang, dataset } = document.documentElement;
    // A page whose program has set no language says so, as it has a `lang` nevertheless.
    const wanted = lang && !dataset.fhLang ? [lang] : navigator.languages;
    const tag = wanted.map(find).find((tag) => tag) ?? "en";
    return languages[tag][key].replace("{status}", () => status);
  };
})();
