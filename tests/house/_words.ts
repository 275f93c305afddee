/** The words that the project has plainer ones for, one list for all rules. */

/** Words with a plainer one in the field: client, user, is, separated, accepted, reject, the rest. */
export const WORDS =
  /\b(?:visitors?|whoever|nobody|stands?(?!-in)|parted|believed|refus(?:e[ds]?|ing|als?)|in the making|all else|seen to)\b/gi;

/** In a sentence: a URL is no address, and what a client gets is a response. */
export const SENSES =
  /(?<!\b(?:IP|email|network) )\baddress(?:es)?\b|\b(?:an?|the|each|every|this|its|no|last|whole|wrong|right) answers?\b/gi;

/** Words that are no better in a name; in a sentence they may be right. */
export const NAMES = /\b(?:stays?|aims?|belie(?:fs?|ves?))\b/gi;

/** British spellings; the platform, options and documents have American ones. */
export const BRITISH = new RegExp(
  `\\b(?:${
    [
      "(?:mis)?behaviour\\w*|colou?ur\\w*|colour\\w*|licence\\w*|centred?|centres|grey\\w*|catalogues?",
      "favour\\w*|flavour\\w*|honour\\w*|humour\\w*|neighbour\\w*|rumour\\w*|harbour\\w*|labour\\w*",
      "(?:mis)?spelt|learnt|burnt|whilst|amongst|towards|artefacts?|fulfil|ageing|judgement",
      "(?:cancel|label|model|travel|signal|channel|tunnel)l(?:ed|ing|er)|analys(?:e[drs]?|ing)",
      "defence|offence|programmes?|metres?|theatres?|fibres?|cheques?|mould\\w*|tyres?|practise\\w*",
      "(?:author|capital|categor|critic|custom|emphas|final|general|initial|maxim|memor|minim|normal|" +
      "optim|organ|parallel|prior[i]t|recogn|sanit|serial|special|standard|summar|synchron|token|" +
      "util|visual|apolog|global|local|anonym|stabil)(?:is(?:e[drs]?|ing|ations?|ers?))",
    ].join("|")
  })\\b`,
  "gi",
);

/** Words that tell readers how they find it. */
export const EASY = /\b(?:simply|just|eas(?:y|ily|ier|iest)|obvious(?:ly)?|trivial(?:ly)?)\b/gi;

/** A word or phrase, and what to write instead of it. */
export interface Plainer {
  word: RegExp;
  write: string;
}

/** Words of the pages for which the field has others. A count for each file only falls. */
export const PLAINER: readonly Plainer[] = [
  { word: /(?<!\b(?:web|raw|unix|tcp)[ -]?)\bsockets?\b/gi, write: "WebSocket" },
  { word: /\bevent streams?\b/gi, write: "server-sent events" },
  { word: /\b(?:another|other) sites?'s? requests?\b/gi, write: "cross-site request" },
  {
    word: /\b(?:answer(?:s|ed|ing)?)\b(?! key)/gi,
    write: "response, respond, return, handle",
  },
  { word: /\b(?:says?|said|tells?|told)\b/gi, write: "specify, define, set, show, print" },
  { word: /\bwants?\b/gi, write: "need" },
  { word: /\bsomebody\b/gi, write: "a user, anyone" },
  { word: /\bbesides?\b/gi, write: "next to, as well as" },
  { word: /\b(?:com(?:es?|ing)|came) back\b/gi, write: "is redisplayed, returns" },
  { word: /\bput(?:s|ting)? back\b/gi, write: "restore, pre-fill" },
  { word: /\bnarrow(?:s|ed|ing)?\b/gi, write: "filter, limit to" },
  { word: /\bverbs?\b/gi, write: "method" },
  { word: /\bsigns? of life\b/gi, write: "heartbeat" },
  { word: /\bheld against\b/gi, write: "compared with" },
  { word: /\bheed(?:s|ed)?\b/gi, write: "check, respect" },
  { word: /\bforgotten\b(?! passwords?)/gi, write: "expire" },
  {
    word: /\b(?:a|each|every|any|other) texts?\b(?! (?:of|in|node))|\btexts\b/gi,
    write: "string",
  },
  { word: /\ba word for it\b/gi, write: "an invalid value" },
  { word: /\bdoes not compile\b/gi, write: "is a compile-time error" },
  { word: /\bat registration\b/gi, write: "at startup" },
  { word: /\binitial values?\b/gi, write: "default value" },
  { word: /\blooked for\b/gi, write: "search" },
  { word: /\bmany processes\b/gi, write: "multiple processes" },
  { word: /\balone\b/gi, write: "only" },
  { word: /\bcounted up\b/gi, write: "auto-increments" },
  { word: /\b(?:by (?:itself|themselves)|as (?:it is|they are)|the same goes for)\b/gi, write: "" },
  { word: /\b(?:at once|for ever|how(?:so)?ever many|in flight)\b/gi, write: "" },
  { word: /\b(?:he|she|his|hers?|him)\b/gi, write: "they, the user" },
  { word: /\b(?:white|black)lists?\b/gi, write: "allowlist, denylist" },
];
