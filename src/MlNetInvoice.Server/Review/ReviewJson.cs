using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlNetInvoice.Server.Review;

/// <summary>How reviews stand in JSON: every field is always there, and one that a request does not know is a fault.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, MaxDepth = 16)]
[JsonSerializable(typeof(ReviewClaim))]
[JsonSerializable(typeof(ReviewHand))]
[JsonSerializable(typeof(ReviewDecision))]
[JsonSerializable(typeof(ReviewRelease))]
[JsonSerializable(typeof(ReviewCorrection))]
[JsonSerializable(typeof(ReviewList))]
[JsonSerializable(typeof(ReviewItem))]
[JsonSerializable(typeof(IReadOnlyList<ReviewItem>), TypeInfoPropertyName = "Items")]
[JsonSerializable(typeof(IReadOnlyList<ReviewUndone>), TypeInfoPropertyName = "Undone")]
internal sealed partial class ReviewJson : JsonSerializerContext
{
    /// <summary>For files that people open: Chinese stands as it is.</summary>
    public static ReviewJson ForFiles { get; } = new(new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true });
}
