using Microsoft.ML;
using Microsoft.ML.Transforms.Image;

namespace MlNetInvoice.MLNet;

/// <summary>
/// Takes ML.NET images of any size. A custom mapping states one type and its estimator holds every column to it, though its transformer takes each type that is
/// registered; so the mapping is fitted to the type that it states, and the columns are those of a mapping that reads nothing.
/// </summary>
internal sealed class MLImagePictureEstimator(MLContext mlContext) : IEstimator<ITransformer>
{
    public ITransformer Fit(IDataView input)
    {
        if (input.Schema[PictureColumns.Source].Type is ImageDataViewType { Height: > 0 } sized)
        {
            new ImageTypeAttribute(sized.Height, sized.Width).Register();
        }

        var schema = new DataViewSchema.Builder();
        schema.AddColumn(PictureColumns.Source, new ImageDataViewType());
        return mlContext.Transforms.CustomMapping(new MLImagePictureMapping().GetMapping(), MLImagePictureMapping.ContractName).Fit(new EmptyRows(schema.ToSchema()));
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema) =>
        mlContext.Transforms.CustomMapping<Nothing, PictureColumns>((_, _) => { }, null).GetOutputSchema(inputSchema);

    private sealed class Nothing;
}
