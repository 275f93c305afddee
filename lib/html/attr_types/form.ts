/** The attributes of forms and their controls. */
import type { EnctypeValue, GlobalAttrs, MethodValue, TargetValue } from "./global.ts";
import type { FlagValue, IdValue, Nothing, TextValue, UrlValue } from "../types.ts";

/** The types of an input. */
export type InputType =
  | "button"
  | "checkbox"
  | "color"
  | "date"
  | "datetime-local"
  | "email"
  | "file"
  | "hidden"
  | "image"
  | "month"
  | "number"
  | "password"
  | "radio"
  | "range"
  | "reset"
  | "search"
  | "submit"
  | "tel"
  | "text"
  | "time"
  | "url"
  | "week"
  | Nothing;

/** The attributes that form controls share. */
export interface ControlAttrs extends GlobalAttrs {
  /** Whether it is disabled. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/input#disabled) */
  disabled?: FlagValue;
  /** The form that it belongs to. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/input#form) */
  form?: IdValue;
  /** The name of the value in the form data. Default: the id. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/input#name) */
  name?: TextValue | IdValue;
}

/** The attributes of controls that submit a form. */
export interface SubmitAttrs extends GlobalAttrs {
  /** The URL that the form is submitted to. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/input#formaction) */
  formaction?: UrlValue;
  /** The encoding of the form's body. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/input#formenctype) */
  formenctype?: EnctypeValue;
  /** The method of the form's request. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/input#formmethod) */
  formmethod?: MethodValue;
  /** Whether the form is submitted without validation. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/input#formnovalidate) */
  formnovalidate?: FlagValue;
  /** Where the response opens, such as `_blank`. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/input#formtarget) */
  formtarget?: TargetValue;
}

/** The attributes of controls for text. */
export interface EntryAttrs extends GlobalAttrs {
  /** What the browser may fill in, such as `off` or `email`. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/input#autocomplete) */
  autocomplete?: TextValue;
  /** The name of the text's direction in the form data. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/input#dirname) */
  dirname?: TextValue;
  /** The largest number of characters. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/input#maxlength) */
  maxlength?: TextValue;
  /** The smallest number of characters. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/input#minlength) */
  minlength?: TextValue;
  /** Text that is shown while it is empty. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/input#placeholder) */
  placeholder?: TextValue;
  /** Whether its value can't be edited. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/input#readonly) */
  readonly?: FlagValue;
  /** Whether a value must be given. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/input#required) */
  required?: FlagValue;
}

/** The attributes of `<button>`. */
export interface ButtonAttrs extends ControlAttrs, SubmitAttrs {
  /** What it does. Default: `submit`. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/button#type) */
  type?: "submit" | "reset" | "button" | Nothing;
  /** The value in the form data if it is pressed. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/button#value) */
  value?: TextValue;
  /** The popover that it shows or hides. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/button#popovertarget) */
  popovertarget?: IdValue;
  /** What it does to the popover. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/button#popovertargetaction) */
  popovertargetaction?: "toggle" | "show" | "hide" | Nothing;
  /** What it does to the element of `commandfor`. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/button#command) */
  command?: TextValue;
  /** The element that `command` is for. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/button#commandfor) */
  commandfor?: IdValue;
}

/** The attributes of `<fieldset>`. */
export interface FieldsetAttrs extends GlobalAttrs {
  /** Whether all its controls are disabled. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/fieldset#disabled) */
  disabled?: FlagValue;
  /** The form that it belongs to. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/fieldset#form) */
  form?: IdValue;
  /** The name of the group. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/fieldset#name) */
  name?: TextValue;
}

/** The attributes of `<form>`. */
export interface FormAttrs extends GlobalAttrs {
  /** The character encoding of the form data. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/form#accept_charset) */
  accept_charset?: TextValue;
  /** The URL that it is submitted to. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/form#action) */
  action?: UrlValue;
  /** What the browser may fill in, such as `off` or `email`. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/form#autocomplete) */
  autocomplete?: "on" | "off" | Nothing;
  /** The encoding of the body. Default: `multipart/form-data`. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/form#enctype) */
  enctype?: EnctypeValue;
  /**
   * Whether its fields get their default values again after htmx has sent it and the response was a
   * success. With `ws_send`, they do when the message is sent. FastHTML's own script does it, also
   * with a strict `csp`.
   */
  hx_reset?: FlagValue;
  /** The method of its request. Default: `get`. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/form#method) */
  method?: MethodValue;
  /** The name. Default: the id. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/form#name) */
  name?: TextValue;
  /** Whether it is submitted without validation by the browser. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/form#novalidate) */
  novalidate?: FlagValue;
  /** The relation of the linked page to this one, such as `noopener`. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/form#rel) */
  rel?: TextValue;
  /** Where it opens, such as `_blank`. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/form#target) */
  target?: TargetValue;
}

/** The attributes of `<input>`. */
export interface InputAttrs extends ControlAttrs, SubmitAttrs, EntryAttrs {
  /** The types of files that can be chosen. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/input#accept) */
  accept?: TextValue;
  /** Whether the color can be transparent. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/input#alpha) */
  alpha?: FlagValue;
  /** The text that replaces the image. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/input#alt) */
  alt?: TextValue;
  /** The camera that takes the file. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/input#capture) */
  capture?: FlagValue | "user" | "environment";
  /** Whether it is checked. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/input#checked) */
  checked?: FlagValue;
  /** The color space of the color. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/input#colorspace) */
  colorspace?: TextValue;
  /** Height in pixels. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/input#height) */
  height?: TextValue;
  /** Width in pixels. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/input#width) */
  width?: TextValue;
  /** The `Datalist` of suggestions. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/input#list) */
  list?: IdValue;
  /** The highest value. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/input#max) */
  max?: TextValue;
  /** The lowest value. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/input#min) */
  min?: TextValue;
  /** Whether several values can be chosen. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/input#multiple) */
  multiple?: FlagValue;
  /** The regular expression that the value must match. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/input#pattern) */
  pattern?: TextValue;
  /** The popover that it shows or hides. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/input#popovertarget) */
  popovertarget?: IdValue;
  /** What it does to the popover. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/input#popovertargetaction) */
  popovertargetaction?: "toggle" | "show" | "hide" | Nothing;
  /** The number of visible characters or rows. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/input#size) */
  size?: TextValue;
  /** The URL to load. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/input#src) */
  src?: UrlValue;
  /** The step between two values. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/input#step) */
  step?: TextValue;
  /** Whether it looks like a switch. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/input#switch) */
  switch?: FlagValue;
  /** The type. Default: `text`. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/input#type) */
  type?: InputType;
  /** The value. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/input#value) */
  value?: TextValue;
}

/** The attributes of `<label>`. */
export interface LabelAttrs extends GlobalAttrs {
  /** The control that it belongs to. FastHTML's name of `for`. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/label#fr) */
  fr?: IdValue;
  /** The control that it belongs to. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/label#_for) */
  _for?: IdValue;
  /** The control that it belongs to. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/label#for) */
  for?: IdValue;
}

/** The attributes of `<meter>`. */
export interface MeterAttrs extends GlobalAttrs {
  /** The measured value. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/meter#value) */
  value?: TextValue;
  /** The lowest value. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/meter#min) */
  min?: TextValue;
  /** The highest value. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/meter#max) */
  max?: TextValue;
  /** The value below which it is low. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/meter#low) */
  low?: TextValue;
  /** The value above which it is high. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/meter#high) */
  high?: TextValue;
  /** The best value. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/meter#optimum) */
  optimum?: TextValue;
}

/** The attributes of `<optgroup>`. */
export interface OptgroupAttrs extends GlobalAttrs {
  /** Whether it is disabled. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/optgroup#disabled) */
  disabled?: FlagValue;
  /** The name of the group. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/optgroup#label) */
  label?: TextValue;
}

/** The attributes of `<option>`. */
export interface OptionAttrs extends GlobalAttrs {
  /** Whether it is disabled. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/option#disabled) */
  disabled?: FlagValue;
  /** The text that is shown. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/option#label) */
  label?: TextValue;
  /** Whether it is selected. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/option#selected) */
  selected?: FlagValue;
  /** The value in the form data. Default: the text. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/option#value) */
  value?: TextValue;
}

/** The attributes of `<output>`. */
export interface OutputAttrs extends GlobalAttrs {
  /** The control that it belongs to. FastHTML's name of `for`. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/output#fr) */
  fr?: IdValue;
  /** The control that it belongs to. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/output#_for) */
  _for?: IdValue;
  /** The control that it belongs to. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/output#for) */
  for?: IdValue;
  /** The form that it belongs to. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/output#form) */
  form?: IdValue;
  /** The name of the value. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/output#name) */
  name?: TextValue;
}

/** The attributes of `<progress>`. */
export interface ProgressAttrs extends GlobalAttrs {
  /** How much is done. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/progress#value) */
  value?: TextValue;
  /** The value at which all is done. Default: 1. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/progress#max) */
  max?: TextValue;
}

/** The attributes of `<select>`. */
export interface SelectAttrs extends ControlAttrs {
  /** What the browser may fill in, such as `off` or `email`. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/select#autocomplete) */
  autocomplete?: TextValue;
  /** Whether several values can be chosen. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/select#multiple) */
  multiple?: FlagValue;
  /** Whether a value must be given. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/select#required) */
  required?: FlagValue;
  /** The number of visible rows. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/select#size) */
  size?: TextValue;
}

/** The attributes of `<textarea>`. */
export interface TextareaAttrs extends ControlAttrs, EntryAttrs {
  /** Its width in characters. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/textarea#cols) */
  cols?: TextValue;
  /** Its height in lines. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/textarea#rows) */
  rows?: TextValue;
  /** Whether the form data has the line breaks that wrapping adds (`hard`). [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/textarea#wrap) */
  wrap?: "hard" | "soft" | Nothing;
}
