import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Usage;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.formats.InputLine;
import dev.penstock.formats.InputReader;
import dev.penstock.formats.InputReaders;
import dev.penstock.formats.InputSource;
import dev.penstock.formats.output.TableFormat;
import dev.penstock.formats.table.RowsWriter;
import dev.penstock.starter.table.ResultTable;
import dev.penstock.starter.table.TableWishes;
import dev.penstock.store.AtomicFile;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Result;
import dev.penstock.store.ResultCodec;
import dev.penstock.store.file.FileStore;
import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.util.Locale;

/** Formats alone, without a provider: FOLDER and make ROWS, keep, write FORMAT, duck FORMAT or check. */
public final class Tables {
    private static final BatchId BATCH = new BatchId("tables");
    private static final String COLUMNS = "id, text, price, stars, day, ok";

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        long before = System.nanoTime();
        switch (args[1]) {
            case "make" -> make(folder, Long.parseLong(args[2]));
            case "keep" -> keep(folder);
            case "write" -> write(folder, TableFormat.valueOf(args[2].toUpperCase(Locale.ROOT)));
            case "duck" -> duck(folder, args[2]);
            case "check" -> check(folder);
            default -> throw new IllegalArgumentException(args[1]);
        }
        double seconds = (System.nanoTime() - before) / 1e9;
        double cpu =
                ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis() / 1e3;
        System.out.printf(
                Locale.ROOT,
                "  %-14s %6.1f s, processor %5.1f s (JVM included), old generation at most %4d MiB, resident %s%n",
                String.join(" ", java.util.Arrays.copyOfRange(args, 1, args.length)),
                seconds,
                cpu,
                heap() >> 20,
                resident());
    }

    private static void make(Path folder, long rows) throws Exception {
        sql(("copy (select printf('r%%07d', i) as id, case when i %% 50 = 0 then 'He said \"' || i || '\",' || chr(10)"
                        + " || ' then ' else '' end || array_to_string(list_transform(range(20), lambda n : substr(md5((i * 20 +"
                        + " n)::varchar), 1, 2 + (i + n)::int %% 9)), ' ') as text, printf('%%.4f', (i * 7919 %% 1000003) / 1e4)"
                        + " as price, 1 + i %% 5 as stars, date '2026-01-01' + (i %% 365)::int as day, i %% 3 > 0 as ok from"
                        + " range(%d) t(i)) to '%s' (header)")
                .formatted(rows, folder.resolve("in.csv")));
    }

    /** Reads the CSV as planning does, and keeps rows and made-up answers as a batch does. */
    private static void keep(Path folder) throws Exception {
        FileStore store = new FileStore(folder.resolve("store"), Clock.systemUTC());
        Path in = folder.resolve("in.csv");
        BatchSpec spec = BatchSpec.of(in.toString())
                .with(SpecKey.PROMPT, "Classify: {{text}}")
                .with(SpecKey.MODEL, "m");
        try (InputReader reader = InputReaders.open(new InputSource(in), spec);
                RowsWriter rows = new RowsWriter(store, BATCH, reader.columns());
                AtomicFile answers = store.create(BATCH, BatchFile.OUTPUT);
                AtomicFile errors = store.create(BATCH, BatchFile.ERRORS)) {
            for (InputLine line = reader.next(); line != null; line = reader.next()) {
                rows.add(line.line(), line.customId(), reader.row());
                boolean isDead = line.line() % 1000 == 7;
                (isDead ? errors : answers).write(ResultCodec.encode(BATCH, result(line.line(), isDead)));
            }
            rows.publish();
            answers.publish();
            errors.publish();
        }
    }

    private static Result result(long line, boolean isDead) {
        var result = Result.builder(line, "request-" + line).attempts(1).usage(new Usage(60, 0, 2, 0));
        return isDead
                ? result.error(new Result.Error("request_timeout", "no answer within 600 s"))
                        .build()
                : result.costUsd(new BigDecimal("0.0000102"))
                        .response(new Result.Response(
                                200,
                                "req_1",
                                "{\"id\":\"chatcmpl-%d\",\"object\":\"chat.completion\",\"model\":\"m-2026\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Positive, %d\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":60,\"completion_tokens\":2}}"
                                        .formatted(line, line)))
                        .build();
    }

    private static void write(Path folder, TableFormat format) throws Exception {
        FileStore store = new FileStore(folder.resolve("store"), Clock.systemUTC());
        try (OutputStream out =
                new BufferedOutputStream(Files.newOutputStream(folder.resolve("out." + format)), 1 << 16)) {
            new ResultTable(store, BATCH, format, TableWishes.USUAL).writeTo(out);
        }
    }

    private static void duck(Path folder, String format) throws Exception {
        sql("copy (select *, 'Positive' as answer from read_csv('%s', all_varchar = true)) to '%s' (format %s)"
                .formatted(folder.resolve("in.csv"), folder.resolve("duck." + format), format));
    }

    /** Counts rows that differ in place or in a column between the input and what came back, read by DuckDB. */
    private static void check(Path folder) throws Exception {
        String in = numbered("read_csv('%s', all_varchar = true)".formatted(folder.resolve("in.csv")), COLUMNS);
        for (String format : new String[] {"csv", "parquet"}) {
            Path file = folder.resolve("out." + format);
            String from =
                    format.equals("csv") ? "read_csv('%s', all_varchar = true)".formatted(file) : "'" + file + "'";
            String out = numbered(from, COLUMNS);
            System.out.printf(
                    "  %s: rows %s; input rows that differ %s; answered %s, dead letters %s%n",
                    format,
                    sql("select count(*) from " + from),
                    sql("select count(*) from ((%s except all %s) union all (%s except all %s))"
                            .formatted(in, out, out, in)),
                    sql("select count(*) from %s where answer like 'Positive, %%'".formatted(from)),
                    sql("select count(*) from %s where error like 'request_timeout%%' and answer is null"
                            .formatted(from)));
        }
    }

    private static String numbered(String from, String columns) {
        return "select row_number() over () as n, %s from %s".formatted(columns, from);
    }

    private static String sql(String text) throws Exception {
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            if (!statement.execute(text)) {
                return "";
            }
            try (ResultSet found = statement.getResultSet()) {
                return found.next() ? found.getString(1) : "";
            }
        }
    }

    /** Returns the most that lay in the old generation, which is what collections leave there and what has died there since. */
    private static long heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool ->
                        pool.getName().contains("Tenured") || pool.getName().contains("Old"))
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }

    private static String resident() throws Exception {
        Path status = Path.of("/proc/self/status");
        return !Files.exists(status)
                ? "?"
                : Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmHWM"))
                        .map(line -> line.replaceAll("\\D+", ""))
                        .map(kib -> Long.parseLong(kib) / 1024 + " MiB")
                        .findFirst()
                        .orElse("?");
    }
}
