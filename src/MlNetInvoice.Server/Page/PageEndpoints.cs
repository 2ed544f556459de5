using MlNetInvoice.Server.Configuration;
using MlNetInvoice.Server.Review;

namespace MlNetInvoice.Server.Page;

/// <summary>What the page has to know of the service it came from.</summary>
internal static class PageEndpoints
{
    public static void MapPage(this IEndpointRouteBuilder routes) => routes.MapGet("/page.json", (ServiceOptions options, ReviewOptions review) =>
            Results.Json(new PageSettings(options.MaxBodyBytes, options.MaxPixels, review.Enabled, review is { Enabled: true, KeepPictures: true }), PageJson.Default.PageSettings))
        .ExcludeFromDescription();
}
