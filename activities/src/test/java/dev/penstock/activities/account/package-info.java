@NullMarked
package dev.penstock.activities.account;

import org.jspecify.annotations.NullMarked;
