using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace MlNetInvoice.MLNet;

/// <summary>Brings a column of pictures, whatever its type, into the form that the stages take (<see cref="PictureColumns"/>).</summary>
internal sealed class PictureEstimator(MLContext mlContext, string inputColumnName) : IEstimator<ITransformer>
{
    public ITransformer Fit(IDataView input)
    {
        DataViewSchema.Column? column = input.Schema.GetColumnOrNull(inputColumnName);
        return For(inputColumnName, (column?.Type as VectorDataViewType)?.ItemType ?? column?.Type, column?.Type is VectorDataViewType, column?.Type?.ToString()).Fit(input);
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        SchemaShape.Column[] found = [.. inputSchema.Where(column => column.Name == inputColumnName)];
        return found.Length == 0
            ? For(inputColumnName, null, false, null).GetOutputSchema(inputSchema)
            : For(inputColumnName, found[0].ItemType, found[0].Kind != SchemaShape.Column.VectorKind.Scalar, found[0].ItemType.ToString()).GetOutputSchema(inputSchema);
    }

    private IEstimator<ITransformer> For(string inputColumnName, DataViewType? item, bool isVector, string? name)
    {
        // Where the column is missing this step says so, in ML.NET's own words.
        var source = mlContext.Transforms.CopyColumns(PictureColumns.Source, inputColumnName);
        return (item, isVector) switch
        {
            (null, _) => source,
            (NumberDataViewType, true) when item == NumberDataViewType.Byte =>
                source.Append(mlContext.Transforms.CustomMapping(new BytesPictureMapping().GetMapping(), BytesPictureMapping.ContractName)),
            (TextDataViewType, false) => source.Append(mlContext.Transforms.CustomMapping(new PathPictureMapping().GetMapping(), PathPictureMapping.ContractName)),
            (ImageDataViewType, false) => source.Append(new MLImagePictureEstimator(mlContext)),
            _ => throw new ArgumentOutOfRangeException(
                nameof(inputColumnName), $"Schema mismatch for input column '{inputColumnName}': expected Image, Vector<Byte> or String, got {name}"),
        };
    }
}
