/** The OpenAPI document, and the parts of it that the controllers do not provide. */
@NullMarked
package dev.penstock.service.document;

import org.jspecify.annotations.NullMarked;
