/** The endpoint {@code /v1/models}. */
@NullMarked
package dev.penstock.service.models;

import org.jspecify.annotations.NullMarked;
