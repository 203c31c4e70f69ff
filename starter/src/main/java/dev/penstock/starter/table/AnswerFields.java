package dev.penstock.starter.table;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.activities.answer.AnswerText;
import dev.penstock.contracts.BatchId;
import dev.penstock.formats.table.Column;
import dev.penstock.formats.table.ColumnFinder;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Json;
import dev.penstock.store.ResultCodec;
import dev.penstock.store.Store;
import dev.penstock.store.line.LineReader;
import dev.penstock.store.line.TextLine;
import dev.penstock.store.plan.PlanFiles;
import dev.penstock.store.plan.StoredPlan;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** The fields of answers that are JSON objects, which can be columns. */
final class AnswerFields {
    private AnswerFields() {}

    /** Returns the fields of an answer; empty if it is no JSON object. */
    static Optional<ObjectNode> of(ResultFacts facts) {
        return facts.result().isAnswered()
                ? facts.text()
                        .flatMap(AnswerText::json)
                        .filter(ObjectNode.class::isInstance)
                        .map(ObjectNode.class::cast)
                : Optional.empty();
    }

    /**
     * Finds the fields of all answers of a batch, which takes a reading of all of them: first those that its schema names, in
     * that order, also if no answer has them.
     *
     * @throws TooManyFieldsException if a table cannot have so many columns
     */
    static List<Column> columns(Store store, BatchId batch) throws IOException {
        ColumnFinder finder = new ColumnFinder();
        new PlanFiles(store)
                .find(batch)
                .map(StoredPlan::spec)
                .map(DeclaredFields::of)
                .ifPresent(names -> names.forEach(finder::expect));
        Optional<InputStream> answers = store.find(batch, BatchFile.OUTPUT);
        if (answers.isEmpty()) {
            return finder.columns();
        }
        try (LineReader lines = new LineReader(answers.get(), Integer.MAX_VALUE)) {
            for (TextLine line = lines.next(); line != null; line = lines.next()) {
                Optional<ObjectNode> fields = of(ResultFacts.of(ResultCodec.decode(line.text())));
                if (fields.isPresent()) {
                    finder.add(Json.MAPPER.writeValueAsBytes(fields.get()));
                }
            }
        }
        if (finder.hasTooMany()) {
            throw new TooManyFieldsException();
        }
        return finder.columns();
    }

    /** Thrown when answers have more fields than a table can have columns. */
    static final class TooManyFieldsException extends RuntimeException {
        private TooManyFieldsException() {
            super("the answers have more fields than a table can have columns");
        }
    }
}
