/** The real command, in processes of its own, against a real Temporal dev server and a provider that keeps books. */
@NullMarked
package dev.penstock.starter.e2e;

import org.jspecify.annotations.NullMarked;
