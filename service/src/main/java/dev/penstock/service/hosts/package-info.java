/** The names under which servers of this module may be addressed. */
@NullMarked
package dev.penstock.service.hosts;

import org.jspecify.annotations.NullMarked;
