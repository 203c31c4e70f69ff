/** Messages that cross process boundaries: values, and the interfaces of workflows and activities. */
@NullMarked
package dev.penstock.contracts;

import org.jspecify.annotations.NullMarked;
