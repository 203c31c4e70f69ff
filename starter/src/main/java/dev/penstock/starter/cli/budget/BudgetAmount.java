package dev.penstock.starter.cli.budget;

import dev.penstock.starter.cli.output.UserError;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What a user may say of a budget. */
public final class BudgetAmount {
    private static final BigDecimal MOST = new BigDecimal("1000000000");
    private static final BigDecimal NO_LIMIT = BigDecimal.ONE.negate();

    private BudgetAmount() {}

    /**
     * @throws UserError for what cannot be spent
     */
    public static void check(String what, @Nullable BigDecimal usd) {
        if (usd != null && (usd.signum() < 0 || usd.compareTo(MOST) > 0)) {
            throw new UserError("%s is a number of US dollars from 0, not %s".formatted(what, usd.toPlainString()));
        }
    }

    /** Null = not said; below zero = {@code none}. */
    static @Nullable BigDecimal orNone(String what, @Nullable String text) {
        if (text == null) {
            return null;
        }
        if (text.equals("none")) {
            return NO_LIMIT;
        }
        if (!text.matches("-?\\d{1,10}(\\.\\d{1,9})?")) {
            throw new UserError(
                    "%s is a number of US dollars such as 5 or 0.50, or none, not '%s'".formatted(what, text));
        }
        BigDecimal usd = new BigDecimal(text);
        check(what, usd);
        return usd;
    }
}
