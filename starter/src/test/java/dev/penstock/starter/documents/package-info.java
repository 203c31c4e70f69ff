/** Tests that keep the documents true: their commands, links, names and examples. */
@NullMarked
package dev.penstock.starter.documents;

import org.jspecify.annotations.NullMarked;
