/** The environment of commands: the state folder, Temporal, a provider and a worker of this process. */
@NullMarked
package dev.penstock.starter.cli.session;

import org.jspecify.annotations.NullMarked;
