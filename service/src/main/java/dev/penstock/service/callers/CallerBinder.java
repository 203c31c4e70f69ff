package dev.penstock.service.callers;

import io.micronaut.core.bind.ArgumentBinder;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Binds {@link ApiCaller} parameters of controllers to the caller that {@link KeyFilter} has identified. */
@Singleton
public final class CallerBinder implements TypedRequestArgumentBinder<ApiCaller> {
    @Override
    public Argument<ApiCaller> argumentType() {
        return Argument.of(ApiCaller.class);
    }

    @Override
    public ArgumentBinder.BindingResult<ApiCaller> bind(
            ArgumentConversionContext<ApiCaller> context, HttpRequest<?> source) {
        ApiCaller caller = ApiCaller.of(source);
        return () -> Optional.of(caller);
    }
}
