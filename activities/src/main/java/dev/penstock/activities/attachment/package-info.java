/** Images and files that requests name: looked at when a batch is planned, read when a request is called. */
@NullMarked
package dev.penstock.activities.attachment;

import org.jspecify.annotations.NullMarked;
