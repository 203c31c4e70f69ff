@NullMarked
package dev.penstock.starter.cli.session;

import org.jspecify.annotations.NullMarked;
