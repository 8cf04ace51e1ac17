/** rows.py of a PyTorch project: the rows of data.json as tensors. The same text for every network. */
export const ROWS_SCRIPT = String.raw`"""The rows of data.json, as project.json says that the network takes them."""
import torch
import torch.nn.functional as F
from torch.utils.data import Dataset

from pictures import change_colours, draw, grey, mapping_of, read_picture, resize, warp
from truths import read_target


class Rows(Dataset):
    def __init__(self, project, data, split, folder, training):
        self.project, self.folder, self.training = project, folder, training
        self.place = {name: index for index, name in enumerate(data['columns'])}
        self.rows = data['splits'][split]

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, index):
        row = self.rows[index]
        drawn = draw(self.project['augmentation']) if self.training else []
        features = [self.feature(one, row, drawn) for one in self.project['features']]
        targets = [self.target(one, row[self.place[one['column']]], drawn) for one in self.project['targets']]
        return tuple(features), tuple(targets)

    def target(self, target, value, drawn):
        is_picture = target['kind'] == 'number' and 'steps' in target
        return self.picture(target['steps'], self.folder / value, drawn) if is_picture else read_target(target, value, drawn)

    def feature(self, feature, row, drawn):
        parts = [self.column(column, row[self.place[column['name']]], drawn) for column in feature['columns']]
        return parts[0] if len(parts) == 1 else torch.cat([part.reshape(-1) for part in parts]).reshape(feature['shape'])

    def column(self, column, value, drawn):
        if column['kind'] == 'image':
            return self.picture(column['imageSteps'], self.folder / value, drawn)
        if column['kind'] == 'category':
            return F.one_hot(torch.tensor(value), len(column['classes'])).float()
        for step in column['numberSteps']:
            value = value * step['factor'] if step['kind'] == 'scale' else (value - step['mean']) / step['standardDeviation']
        return torch.tensor([float(value)])

    def picture(self, steps, path, drawn):
        picture = read_picture(path)
        for step in steps:
            if step['kind'] == 'resize':
                picture = resize(picture, step)
            elif step['kind'] == 'channels' and picture.shape[0] != step['channels']:
                picture = grey(picture) if step['channels'] == 1 else picture.expand(3, -1, -1)
        if self.training:
            picture = warp(picture, mapping_of(drawn, picture.shape[2] / picture.shape[1]), padding_mode='border')
            picture = change_colours(picture, self.project['augmentation'])
        for step in steps:
            if step['kind'] == 'scale':
                picture = picture * step['factor']
            elif step['kind'] == 'normalise':
                mean, deviation = (torch.tensor(step[name])[:, None, None] for name in ('mean', 'standardDeviation'))
                picture = (picture - mean) / deviation
        return picture
`;
