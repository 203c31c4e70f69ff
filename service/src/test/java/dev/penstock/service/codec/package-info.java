/** Tests of the codec server. */
@NullMarked
package dev.penstock.service.codec;

import org.jspecify.annotations.NullMarked;
