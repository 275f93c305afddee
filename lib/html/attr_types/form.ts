/** The attributes of forms and their controls. */
import type { Enctype, GlobalAttrs, Method, Target } from "./global.ts";
import type { Flag, IdRef, Nothing, Text, Url } from "../types.ts";

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
  /** Whether it is disabled. */
  disabled?: Flag;
  /** The form that it belongs to. */
  form?: IdRef;
  /** The name of the value in the form data. Default: the id. */
  name?: Text | IdRef;
}

/** The attributes of controls that submit a form. */
export interface SubmitAttrs extends GlobalAttrs {
  /** The URL that the form is submitted to. */
  formaction?: Url;
  /** The encoding of the form's body. */
  formenctype?: Enctype;
  /** The method of the form's request. */
  formmethod?: Method;
  /** Whether the form is submitted without validation. */
  formnovalidate?: Flag;
  /** Where the response opens, such as `_blank`. */
  formtarget?: Target;
}

/** The attributes of controls for text. */
export interface EntryAttrs extends GlobalAttrs {
  /** What the browser may fill in, such as `off` or `email`. */
  autocomplete?: Text;
  /** The name of the text's direction in the form data. */
  dirname?: Text;
  /** The largest number of characters. */
  maxlength?: Text;
  /** The smallest number of characters. */
  minlength?: Text;
  /** Text that is shown while it is empty. */
  placeholder?: Text;
  /** Whether its value can't be edited. */
  readonly?: Flag;
  /** Whether a value must be given. */
  required?: Flag;
}

/** The attributes of `<button>`. */
export interface ButtonAttrs extends ControlAttrs, SubmitAttrs {
  /** What it does. Default: `submit`. */
  type?: "submit" | "reset" | "button" | Nothing;
  /** The value in the form data if it is pressed. */
  value?: Text;
  /** The popover that it shows or hides. */
  popovertarget?: IdRef;
  /** What it does to the popover. */
  popovertargetaction?: "toggle" | "show" | "hide" | Nothing;
  /** What it does to the element of `commandfor`. */
  command?: Text;
  /** The element that `command` is for. */
  commandfor?: IdRef;
}

/** The attributes of `<fieldset>`. */
export interface FieldsetAttrs extends GlobalAttrs {
  /** Whether all its controls are disabled. */
  disabled?: Flag;
  /** The form that it belongs to. */
  form?: IdRef;
  /** The name of the group. */
  name?: Text;
}

/** The attributes of `<form>`. */
export interface FormAttrs extends GlobalAttrs {
  /** The character encoding of the form data. */
  accept_charset?: Text;
  /** The URL that it is submitted to. */
  action?: Url;
  /** What the browser may fill in, such as `off` or `email`. */
  autocomplete?: "on" | "off" | Nothing;
  /** The encoding of the body. Default: `multipart/form-data`. */
  enctype?: Enctype;
  /** The method of its request. Default: `get`. */
  method?: Method;
  /** The name. Default: the id. */
  name?: Text;
  /** Whether it is submitted without validation by the browser. */
  novalidate?: Flag;
  /** The relation of the linked page to this one, such as `noopener`. */
  rel?: Text;
  /** Where it opens, such as `_blank`. */
  target?: Target;
}

/** The attributes of `<input>`. */
export interface InputAttrs extends ControlAttrs, SubmitAttrs, EntryAttrs {
  /** The types of files that can be chosen. */
  accept?: Text;
  /** Whether the color can be transparent. */
  alpha?: Flag;
  /** The text that replaces the image. */
  alt?: Text;
  /** The camera that takes the file. */
  capture?: Flag | "user" | "environment";
  /** Whether it is checked. */
  checked?: Flag;
  /** The color space of the color. */
  colorspace?: Text;
  /** Height in pixels. */
  height?: Text;
  /** Width in pixels. */
  width?: Text;
  /** The `Datalist` of suggestions. */
  list?: IdRef;
  /** The highest value. */
  max?: Text;
  /** The lowest value. */
  min?: Text;
  /** Whether several values can be chosen. */
  multiple?: Flag;
  /** The regular expression that the value must match. */
  pattern?: Text;
  /** The popover that it shows or hides. */
  popovertarget?: IdRef;
  /** What it does to the popover. */
  popovertargetaction?: "toggle" | "show" | "hide" | Nothing;
  /** The number of visible characters or rows. */
  size?: Text;
  /** The URL to load. */
  src?: Url;
  /** The step between two values. */
  step?: Text;
  /** Whether it looks like a switch. */
  switch?: Flag;
  /** The type. Default: `text`. */
  type?: InputType;
  /** The value. */
  value?: Text;
}

/** The attributes of `<label>`. */
export interface LabelAttrs extends GlobalAttrs {
  /** The control that it belongs to. FastHTML's name of `for`. */
  fr?: IdRef;
  /** The control that it belongs to. */
  _for?: IdRef;
  /** The control that it belongs to. */
  for?: IdRef;
}

/** The attributes of `<meter>`. */
export interface MeterAttrs extends GlobalAttrs {
  /** The measured value. */
  value?: Text;
  /** The lowest value. */
  min?: Text;
  /** The highest value. */
  max?: Text;
  /** The value below which it is low. */
  low?: Text;
  /** The value above which it is high. */
  high?: Text;
  /** The best value. */
  optimum?: Text;
}

/** The attributes of `<optgroup>`. */
export interface OptgroupAttrs extends GlobalAttrs {
  /** Whether it is disabled. */
  disabled?: Flag;
  /** The name of the group. */
  label?: Text;
}

/** The attributes of `<option>`. */
export interface OptionAttrs extends GlobalAttrs {
  /** Whether it is disabled. */
  disabled?: Flag;
  /** The text that is shown. */
  label?: Text;
  /** Whether it is selected. */
  selected?: Flag;
  /** The value in the form data. Default: the text. */
  value?: Text;
}

/** The attributes of `<output>`. */
export interface OutputAttrs extends GlobalAttrs {
  /** The control that it belongs to. FastHTML's name of `for`. */
  fr?: IdRef;
  /** The control that it belongs to. */
  _for?: IdRef;
  /** The control that it belongs to. */
  for?: IdRef;
  /** The form that it belongs to. */
  form?: IdRef;
  /** The name of the value. */
  name?: Text;
}

/** The attributes of `<progress>`. */
export interface ProgressAttrs extends GlobalAttrs {
  /** How much is done. */
  value?: Text;
  /** The value at which all is done. Default: 1. */
  max?: Text;
}

/** The attributes of `<select>`. */
export interface SelectAttrs extends ControlAttrs {
  /** What the browser may fill in, such as `off` or `email`. */
  autocomplete?: Text;
  /** Whether several values can be chosen. */
  multiple?: Flag;
  /** Whether a value must be given. */
  required?: Flag;
  /** The number of visible rows. */
  size?: Text;
}

/** The attributes of `<textarea>`. */
export interface TextareaAttrs extends ControlAttrs, EntryAttrs {
  /** Its width in characters. */
  cols?: Text;
  /** Its height in lines. */
  rows?: Text;
  /** Whether the form data has the line breaks that wrapping adds (`hard`). */
  wrap?: "hard" | "soft" | Nothing;
}
