package dev.penstock.formats.table;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A row that a batch was made of.
 *
 * @param line its line in the input
 * @param values its values by the names of their columns; empty if it could not be read
 */
public record StoredRow(long line, ObjectNode values) {}
