using Microsoft.Extensions.Options;
using MlNetInvoice.Server.Configuration;

namespace MlNetInvoice.Server.Review;

/// <summary>Adds the review of readings to a host, if it is switched on.</summary>
internal static class ReviewServices
{
    /// <summary>Registers the list and what fills it.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="database">The PostgreSQL that is taken if the settings name none, or null for a file.</param>
    /// <returns>The settings.</returns>
    /// <exception cref="OptionsValidationException">Settings are out of range; every fault is named.</exception>
    public static ReviewOptions AddReview(this WebApplicationBuilder builder, string? database = null)
    {
        ReviewOptions options = Settings.Take<ReviewOptions>(builder.Configuration, ReviewOptions.Section, o => o.Faults());
        if (options is { Postgres: null, PostgresFile: null })
        {
            options.Postgres = database;
        }

        builder.Services.AddSingleton(options);
        if (options.Enabled)
        {
            builder.Services.AddSingleton(TimeProvider.System);
            builder.Services.AddSingleton(_ => new ReviewDatabase(options));
            builder.Services.AddSingleton<ReviewStore>();
            builder.Services.AddSingleton<ReviewDesk>();
            builder.Services.AddHostedService<ReviewKeeper>();
        }

        return options;
    }

    /// <summary>Maps the calls of reviewers, if the review is switched on.</summary>
    public static void MapReview(this WebApplication application)
    {
        if (application.Services.GetRequiredService<ReviewOptions>().Enabled)
        {
            application.MapReviewList();
            application.MapReviewWork();
            application.MapReviewCorrections();
        }
    }
}
