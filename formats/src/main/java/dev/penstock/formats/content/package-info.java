/** What the bytes of an input are: packed, encoded, or no prompts at all. */
@NullMarked
package dev.penstock.formats.content;

import org.jspecify.annotations.NullMarked;
