/** The pool's gate inside one worker: who may call now, and who not before when. */
@NullMarked
package dev.penstock.limits.rate;

import org.jspecify.annotations.NullMarked;
