/** Tests of the names under which servers may be addressed. */
@NullMarked
package dev.penstock.service.hosts;

import org.jspecify.annotations.NullMarked;
