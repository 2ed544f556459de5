using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace MlNetInvoice.MLNet;

/// <summary>An ML.NET image whose size is not known beforehand, as <c>LoadImages</c> gives it; ML.NET's own attribute requires a size.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ImageOfAnySizeAttribute : DataViewTypeAttribute
{
    /// <inheritdoc/>
    public override bool Equals(DataViewTypeAttribute? other) => other is ImageOfAnySizeAttribute;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ImageOfAnySizeAttribute;

    /// <inheritdoc/>
    public override int GetHashCode() => nameof(ImageOfAnySizeAttribute).GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override void Register() => DataViewTypeManager.Register(new ImageDataViewType(), typeof(MLImage), this);
}
