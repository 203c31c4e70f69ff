package dev.penstock.providers.openai;

import java.net.URI;
import java.util.Locale;

/** The meaning that a provider gives to limit headers that do not name their time. */
public enum LimitDialect {
    /** Requests and tokens per minute, as nearly all compatible providers mean them. */
    PER_MINUTE,
    /**
     * OpenAI: per minute, or requests per day where the account or the model has such a limit only. The headers do not say which;
     * the reset does, because it is the time in which what is used returns: 8.64 s for one of 10,000 a day
     * (community.openai.com, "Which time zone is TPD aligned with").
     */
    OPENAI,
    /** Groq: requests are always per day, tokens always per minute (console.groq.com/docs/rate-limits). */
    GROQ;

    /** Returns the dialect of a provider by its address. */
    public static LimitDialect of(URI baseUrl) {
        String host = baseUrl.getHost() == null ? "" : baseUrl.getHost().toLowerCase(Locale.ROOT);
        if (isOf(host, "groq.com")) {
            return GROQ;
        }
        return isOf(host, "api.openai.com") ? OPENAI : PER_MINUTE;
    }

    private static boolean isOf(String host, String domain) {
        return host.equals(domain) || host.endsWith("." + domain);
    }
}
