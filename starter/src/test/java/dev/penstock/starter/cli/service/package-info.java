@NullMarked
package dev.penstock.starter.cli.service;

import org.jspecify.annotations.NullMarked;
