import type { Enctype, GlobalAttrs, Method, Target } from "./global.ts";
import type { Flag, IdRef, Nothing, Text, Url } from "../types.ts";

/** What an input is. */
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
  /** Whether it takes no input. */
  disabled?: Flag;
  /** The form that it belongs to. */
  form?: IdRef;
  /** The name under which the value is sent; the id where it is not given. */
  name?: Text | IdRef;
}

/** The attributes of controls that send a form. */
export interface SubmitAttrs extends GlobalAttrs {
  /** The address that the form is sent to. */
  formaction?: Url;
  /** How the form's body is encoded. */
  formenctype?: Enctype;
  /** How the form is sent. */
  formmethod?: Method;
  /** Whether the form is sent without being checked. */
  formnovalidate?: Flag;
  /** Where the answer opens. */
  formtarget?: Target;
}

/** The attributes of controls that text is typed into. */
export interface EntryAttrs extends GlobalAttrs {
  /** Whether and what the browser fills in. */
  autocomplete?: Text;
  /** The name under which the direction of the text is sent. */
  dirname?: Text;
  /** The most characters that it takes. */
  maxlength?: Text;
  /** The fewest characters that it takes. */
  minlength?: Text;
  /** Text that is shown while it is empty. */
  placeholder?: Text;
  /** Whether it can't be changed. */
  readonly?: Flag;
  /** Whether a value must be given. */
  required?: Flag;
}

/** The attributes of `<button>`. */
export interface ButtonAttrs extends ControlAttrs, SubmitAttrs {
  /** What it does; sends its form by default. */
  type?: "submit" | "reset" | "button" | Nothing;
  /** The value that is sent when it is pressed. */
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
  /** Whether all its controls take no input. */
  disabled?: Flag;
  /** The form that it belongs to. */
  form?: IdRef;
  /** The name of the group. */
  name?: Text;
}

/** The attributes of `<form>`. */
export interface FormAttrs extends GlobalAttrs {
  /** The encoding in which it is sent. */
  accept_charset?: Text;
  /** The address that it is sent to. */
  action?: Url;
  /** Whether and what the browser fills in. */
  autocomplete?: "on" | "off" | Nothing;
  /** How the body is encoded; `multipart/form-data` by default. */
  enctype?: Enctype;
  /** How it is sent; `get` by default. */
  method?: Method;
  /** The name; the id where it is not given. */
  name?: Text;
  /** Whether it is sent without being checked by the browser. */
  novalidate?: Flag;
  /** What the address is to this page, as in `noopener`. */
  rel?: Text;
  /** Where it opens. */
  target?: Target;
}

/** The attributes of `<input>`. */
export interface InputAttrs extends ControlAttrs, SubmitAttrs, EntryAttrs {
  /** The kinds of files to choose from. */
  accept?: Text;
  /** Whether the color can be see-through. */
  alpha?: Flag;
  /** Text in place of the picture. */
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
  /** The `Datalist` of proposals. */
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
  /** How many characters or rows it shows. */
  size?: Text;
  /** The address of what is loaded. */
  src?: Url;
  /** The distance between two values. */
  step?: Text;
  /** Whether it looks like a switch. */
  switch?: Flag;
  /** What it is; text by default. */
  type?: InputType;
  /** The value. */
  value?: Text;
}

/** The attributes of `<label>`. */
export interface LabelAttrs extends GlobalAttrs {
  /** The control that it is for; FastHTML's name of `for`. */
  fr?: IdRef;
  /** The control that it is for. */
  _for?: IdRef;
  /** The control that it is for. */
  for?: IdRef;
}

/** The attributes of `<meter>`. */
export interface MeterAttrs extends GlobalAttrs {
  /** What was measured. */
  value?: Text;
  /** The lowest value. */
  min?: Text;
  /** The highest value. */
  max?: Text;
  /** Below it, the value counts as low. */
  low?: Text;
  /** Above it, the value counts as high. */
  high?: Text;
  /** The best value. */
  optimum?: Text;
}

/** The attributes of `<optgroup>`. */
export interface OptgroupAttrs extends GlobalAttrs {
  /** Whether it takes no input. */
  disabled?: Flag;
  /** The name of the group. */
  label?: Text;
}

/** The attributes of `<option>`. */
export interface OptionAttrs extends GlobalAttrs {
  /** Whether it takes no input. */
  disabled?: Flag;
  /** The text that is shown. */
  label?: Text;
  /** Whether it is chosen. */
  selected?: Flag;
  /** The value that is sent; the text where it is not given. */
  value?: Text;
}

/** The attributes of `<output>`. */
export interface OutputAttrs extends GlobalAttrs {
  /** The control that it is for; FastHTML's name of `for`. */
  fr?: IdRef;
  /** The control that it is for. */
  _for?: IdRef;
  /** The control that it is for. */
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
  /** How much there is to do; 1 by default. */
  max?: Text;
}

/** The attributes of `<select>`. */
export interface SelectAttrs extends ControlAttrs {
  /** Whether and what the browser fills in. */
  autocomplete?: Text;
  /** Whether several values can be chosen. */
  multiple?: Flag;
  /** Whether a value must be given. */
  required?: Flag;
  /** How many rows it shows. */
  size?: Text;
}

/** The attributes of `<textarea>`. */
export interface TextareaAttrs extends ControlAttrs, EntryAttrs {
  /** Its width in characters. */
  cols?: Text;
  /** Its height in lines. */
  rows?: Text;
  /** Whether line breaks of wrapping are sent. */
  wrap?: "hard" | "soft" | Nothing;
}
