package dev.penstock.starter.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.penstock.store.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** One HTML file that needs no other, nor a network: styles, scripts and figures are within it. */
public final class ReportPage {
    private static final String CHARTS = "/META-INF/resources/webjars/chart.js/4.4.9/dist/chart.umd.js";

    private ReportPage() {}

    public static String of(BatchReport report) {
        // Each placeholder once, and what is put in is not looked at again: figures may look like one.
        StringBuilder page = new StringBuilder();
        for (String part : text("/report/report.html").split("(?=\\{\\{)|(?<=\\}\\})")) {
            page.append(
                    switch (part) {
                        case "{{style}}" -> text("/dashboard/assets/dashboard.css") + text("/report/report.css");
                        case "{{charts}}" -> text(CHARTS).replaceFirst("//# sourceMappingURL=\\S+\\s*$", "");
                        case "{{script}}" -> text("/report/report.js");
                        case "{{report}}" -> json(report);
                        default -> part;
                    });
        }
        return page.toString();
    }

    /** A batch's name must not end the script that it stands in. */
    private static String json(BatchReport report) {
        try {
            return Json.MAPPER.writeValueAsString(report).replace("<", "\\u003c");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(String resource) {
        try (InputStream in = ReportPage.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("this build lacks " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
