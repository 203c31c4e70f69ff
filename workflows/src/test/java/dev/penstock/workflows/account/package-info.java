@NullMarked
package dev.penstock.workflows.account;

import org.jspecify.annotations.NullMarked;
