package dev.penstock.formats.output;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.formats.table.Column;
import dev.penstock.formats.table.TableWriter;
import dev.penstock.store.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.List;
import org.apache.commons.io.output.CloseShieldOutputStream;
import org.jspecify.annotations.Nullable;

/** JSON Lines with an object a row, without members that the row has not. */
final class NdjsonTable implements TableWriter {
    private final List<Column> columns;
    private final JsonGenerator json;

    NdjsonTable(OutputStream out, List<Column> columns) throws IOException {
        this.columns = columns;
        JsonGenerator plain = Json.MAPPER.createGenerator(CloseShieldOutputStream.wrap(out));
        plain.setRootValueSeparator(null);
        this.json = new DecimalGenerator(plain);
    }

    @Override
    public void write(List<? extends @Nullable JsonNode> values) throws IOException {
        json.writeStartObject();
        for (int i = 0; i < values.size(); i++) {
            JsonNode value = values.get(i);
            if (value != null) {
                json.writeFieldName(columns.get(i).name());
                json.writeTree(value);
            }
        }
        json.writeEndObject();
        json.writeRaw('\n');
    }

    @Override
    public void close() throws IOException {
        json.close();
    }

    /** Writes decimals as their texts, also those within objects and lists. */
    private static final class DecimalGenerator extends JsonGeneratorDelegate {
        DecimalGenerator(JsonGenerator json) {
            // Trees are written by this generator, not by the one below.
            super(json, false);
        }

        @Override
        public void writeNumber(BigDecimal number) throws IOException {
            writeNumber(DecimalText.of(number));
        }
    }
}
