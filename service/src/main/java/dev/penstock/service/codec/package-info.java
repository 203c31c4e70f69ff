/** The codec server: decrypts and encrypts payloads for the Web UI and the {@code temporal} CLI. */
@NullMarked
package dev.penstock.service.codec;

import org.jspecify.annotations.NullMarked;
