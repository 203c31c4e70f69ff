/** {@code /v1/models}. */
@NullMarked
package dev.penstock.starter.api.models;

import org.jspecify.annotations.NullMarked;
