@NullMarked
package dev.penstock.activities.permit;

import org.jspecify.annotations.NullMarked;
